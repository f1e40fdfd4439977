// Letters, as the demonstration shows them to an administrator: it has no mail server.

/** The path of the link in the newest letter to an address. */
export async function linkFor(administrator, email) {
  await administrator.goto('/admin/mail')
  const row = administrator.getByRole('row').filter({ has: administrator.getByRole('cell', { name: email, exact: true }) }).first()
  await row.locator('summary').click()
  const text = await row.locator('details').innerText()
  return new URL(text.match(/https?:\/\/\S+\/[0-9a-f]{64}/)[0]).pathname
}
