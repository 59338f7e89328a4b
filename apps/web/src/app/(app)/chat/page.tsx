/** Everything on the screen is the layout's. */
export default function Chat() {
  return null
}
