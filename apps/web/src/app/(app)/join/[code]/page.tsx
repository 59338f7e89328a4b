/** The app reads the code of the invitation from the address; whoever has no session is sent to sign in first, and comes back here. */
export default function Join() {
  return null
}
