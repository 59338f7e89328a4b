export { advanceDelivered } from './advance-delivered.ts'
export { advanceRead } from './advance-read.ts'
export { announceUserChange } from './announce-user-change.ts'
export { announcePerson, changeOwnState, changePerson, type PersonChange } from './change-person.ts'
export { findCreator, getEpoch, getGroupProfile, insertGroup, listSummaries, saveProfile } from './conversation-repository.ts'
export { countReceipts } from './count-receipts.ts'
export { deleteMessage } from './delete-message.ts'
export { directConversationId } from './direct-id.ts'
export { deleteDrafts } from './draft-repository.ts'
export { editMessage } from './edit-message.ts'
export { endExpiredSilences } from './end-expired-silences.ts'
export { getMessage } from './get-message.ts'
export { listHeads } from './head-repository.ts'
export { listConversations } from './list-conversations.ts'
export { listHistory } from './list-history.ts'
export { listPins } from './list-pins.ts'
export { listVersions } from './list-versions.ts'
export {
  accessForChange,
  type ChangeableConversation,
  capabilitiesIn,
  clockOf,
  type LockedConversation,
  lockMany,
  notAllowed,
  placeOf,
} from './locked-conversation.ts'
export { markUnread } from './mark-unread.ts'
export {
  announceMembership,
  changeGroup,
  changeRoles,
  letGo,
  letIn,
  type MembershipChange,
  silence,
  touchPlaces,
} from './membership.ts'
export { openDirect } from './open-direct.ts'
export { listMemberIds } from './participant-repository.ts'
export { pinMessage } from './pin-message.ts'
export { reactToMessage } from './react-to-message.ts'
export { listRecentReceipts } from './receipt-repository.ts'
export { saveDraft } from './save-draft.ts'
export { sendMessage, sendMessages } from './send-message.ts'
export { SendQueue } from './send-queue.ts'
export { setTyping } from './set-typing.ts'
export { syncChat } from './sync-chat.ts'
