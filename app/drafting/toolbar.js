// The toolbar above the text area. Its Markdown is GitHub's <markdown-toolbar>, which also moves the focus with the arrow keys;
// what that lacks is here: a clause's heading from anywhere in its line, a table, references to clauses, and keys.
import '@github/markdown-toolbar-element'
import { addCrossReference } from './cross-reference.js'
import { element } from './elements.js'
import { blankLinesAround, replace } from './writing.js'

const TABLE = '| Heading | Heading |\n| --- | --- |\n|  |  |\n|  |  |'
const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl+'

export function addToolbar(area, tools) {
  const own = (words, act, title) => {
    const button = element('button', { ...look(title), type: 'button', tabindex: -1, 'data-md-button': 'own' }, words)
    button.addEventListener('click', act)
    return button
  }
  const theirs = (name, words, title) => element(name, { ...look(title), role: 'button', tabindex: -1 }, words)

  const heading = own('Clause heading', () => clauseHeading(area), `Clause heading (${COMMAND}Alt+2)`)
  const bold = theirs('md-bold', 'Bold', `Bold (${COMMAND}B)`)
  const link = theirs('md-link', 'Link', `Link (${COMMAND}K)`)
  const toolbar = element(
    'markdown-toolbar',
    { for: area.id, class: 'editor-toolbar', role: 'toolbar', 'aria-label': 'Formatting', 'aria-controls': area.id },
    heading,
    bold,
    theirs('md-unordered-list', 'Bulleted list'),
    theirs('md-ordered-list', 'Numbered list'),
    own('Table', () => table(area)),
    link,
    own('Cross-reference', addCrossReference(area, tools)),
  )
  area.before(toolbar)
  listenForKeys(area, { b: bold, k: link, 2: heading })
}

const look = (title) => ({ class: 'editor-toolbar__button', title })

function listenForKeys(area, buttons) {
  area.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.isComposing) return
    // With Alt a keyboard may write another character than the key's: Polish has none on 2, others have.
    const key = event.altKey ? { Digit2: '2' }[event.code] : { b: 'b', k: 'k' }[event.key.toLowerCase()]
    if (!key || event.getModifierState('AltGraph')) return
    event.preventDefault()
    buttons[key].click()
  })
}

/** The line with the cursor becomes a clause's heading, or a line again if it is one. */
function clauseHeading(area) {
  const { value, selectionStart } = area
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1
  const end = value.indexOf('\n', start) < 0 ? value.length : value.indexOf('\n', start)
  const line = value.slice(start, end)
  const words = line.replace(/^ {0,3}#{1,6}(?:[ \t]+|$)/, '')
  const [above] = blankLinesAround(value.slice(0, start), '')
  replace(area, start, end, /^ {0,3}##(?:[ \t]|$)/.test(line) ? words : `${above}## ${words}`)
}

function table(area) {
  const { value, selectionStart, selectionEnd } = area
  const [above, below] = blankLinesAround(value.slice(0, selectionStart), value.slice(selectionEnd))
  replace(area, selectionStart, selectionEnd, above + TABLE + below)
  const heading = selectionStart + above.length + 2
  area.setSelectionRange(heading, heading + 'Heading'.length)
}
