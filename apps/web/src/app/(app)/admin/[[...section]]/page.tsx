/** The app reads the section from the address. What is shown there the server gives to admins alone, call by call. */
export default function Admin() {
  return null
}
