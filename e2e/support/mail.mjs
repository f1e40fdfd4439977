// Letters: as the demonstration shows them to an administrator (it has no mail server), and as they lie in the outbox.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pythonProgram } from './python.mjs'

/** The path of a letter's secret link. */
const pathIn = (text) => new URL(text.replaceAll('{origin}', 'http://register').match(/https?:\/\/\S+\/[0-9a-f]{64}/)[0]).pathname

/** The path of the link in the newest invitation to an address. */
export async function invitationFor(administrator, email) {
  await administrator.goto('/admin/mail')
  const row = administrator.getByRole('row').filter({ has: administrator.getByRole('cell', { name: email, exact: true }) }).first()
  await row.locator('summary').click()
  return pathIn(await row.locator('details').innerText())
}

/** The path of the link in the newest letter to an address, of any kind: no page shows it, the person's letter box does. */
export async function linkFor(database, email) {
  const read = `import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute('select body from mail where address = ? order by id desc', (sys.argv[2],)).fetchone()[0])`
  return pathIn((await promisify(execFile)(pythonProgram('python3'), ['-c', read, database, email])).stdout)
}
