// Tables as Markdown can write them: rows of as many cells each, a cell in one line, the first row as the heading.
import { BLOCKS, unwrap } from './parse-html.js'

const MOST_COLUMNS = 30
const MOST_ROWS_OF_ONE_CELL = 1_000

export function tidyTables(body) {
  for (let layout; (layout = outermost(body).find((table) => width(table) < 2)); ) unfold(layout)
  for (const table of outermost(body)) table.replaceWith(...captionOf(table), plainTable(table))
}

const outermost = (body) => [...body.querySelectorAll('table')].filter((table) => !table.parentElement.closest('table'))

const width = (table) => Math.max(0, ...[...table.rows].map((row) => row.cells.length))

/** A table of one column only arranges the page. */
function unfold(table) {
  const parts = [...captionOf(table), ...[...table.rows].flatMap((row) => [...row.cells])]
  table.replaceWith(
    ...parts.map((part) => {
      const block = table.ownerDocument.createElement('div')
      block.append(...part.childNodes)
      return block
    }),
  )
}

function captionOf(table) {
  if (!table.caption) return []
  const paragraph = table.ownerDocument.createElement('p')
  paragraph.append(...table.caption.childNodes)
  return [paragraph]
}

function plainTable(table) {
  const make = (name) => table.ownerDocument.createElement(name)
  const plain = make('table')
  // How many more rows each column is taken by a cell from above.
  const taken = []
  for (const row of table.rows) {
    const line = make('tr')
    const fill = () => {
      while (taken[line.children.length] > 0) {
        taken[line.children.length] -= 1
        line.append(make('td'))
      }
    }
    for (const cell of row.cells) {
      fill()
      // Read before its words go: merged cells keep them in the first, the others stay empty.
      const columns = Math.max(1, Math.min(cell.colSpan, MOST_COLUMNS - line.children.length))
      const rows = Math.min(cell.rowSpan, MOST_ROWS_OF_ONE_CELL)
      for (let column = 0; column < columns; column += 1) {
        taken[line.children.length] = rows - 1
        line.append(make('td'))
        if (column === 0) line.lastChild.append(...inOneLine(cell).childNodes)
      }
    }
    fill()
    plain.append(line)
  }
  const rows = [...plain.children]
  const columns = Math.max(...rows.map(({ children }) => children.length))
  for (const row of rows) while (row.children.length < columns) row.append(make('td'))
  for (const row of rows.slice(1)) if (row.textContent.trim() === '') row.remove()
  rows[0].querySelectorAll('strong').forEach(unwrap)
  return plain
}

function inOneLine(cell) {
  for (const block of cell.querySelectorAll(`br, ${BLOCKS}`)) {
    block.before(' ')
    if (block.matches('li')) block.prepend('• ')
    block.after(' ')
    unwrap(block)
  }
  return cell
}
