export { addMembers } from './add-members.ts'
export { createGroup } from './create-group.ts'
export { leaveGroup } from './leave-group.ts'
export { removeMember } from './remove-member.ts'
