// Where the set-up (.ci/set-up/python.sh) puts Python's programs.
import { join } from 'node:path'
import { root } from './server.mjs'

export const pythonProgram = (name) => join(root, 'target/python/bin', name)
