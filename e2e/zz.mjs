import { openBrowser, openWindow } from './support/browser.mjs'
import { as } from './support/people.mjs'
const browser = await openBrowser()
const address = 'http://127.0.0.1:4300'
const w = await openWindow(browser, { address, javascript: false }); const n = w.page; await as(n, 'nhs.signatory')
await n.goto('/agreements/cat-2014-001/editions/2/text'); await n.setViewportSize({ width: 360, height: 1000 })
await n.screenshot({ path: '/tmp/look/crop1.png', clip: { x: 0, y: 1150, width: 360, height: 900 }, fullPage: true })
await n.screenshot({ path: '/tmp/look/crop2.png', clip: { x: 0, y: 6000, width: 360, height: 900 }, fullPage: true })
await browser.close()
