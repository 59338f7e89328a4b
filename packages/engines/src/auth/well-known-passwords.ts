/** Shorter ones are refused for their length. */
const lengthMin = 8

let loading: Promise<ReadonlySet<string>> | undefined

/** Some 18,000 passwords that leaked lists have most often, in lower case. Read at the first question only: half a megabyte. */
export function loadWellKnownPasswords(): Promise<ReadonlySet<string>> {
  loading ??= read()
  return loading
}

async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].filter((password) => password.length >= lengthMin))
}
