/** What programs get for whatever is not there below /api: JSON, not the page for people. */
export function nothingHere(): Response {
  const error = { message: 'There is nothing here.', code: -32004, data: { appCode: 'not_found', httpStatus: 404 } }
  return Response.json({ error }, { status: 404 })
}
