/** Whatever is not there below /api: programs get JSON, not the page for people. */
function answer(): Response {
  const error = { message: 'There is nothing here.', code: -32004, data: { appCode: 'not_found', httpStatus: 404 } }
  return Response.json({ error }, { status: 404 })
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }
