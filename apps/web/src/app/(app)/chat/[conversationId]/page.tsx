/** Everything on the screen is the layout's. */
export default function ChatConversation() {
  return null
}
