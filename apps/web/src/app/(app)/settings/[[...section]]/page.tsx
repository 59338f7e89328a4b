/** The app reads the section from the address. */
export default function Settings() {
  return null
}
