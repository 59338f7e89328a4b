import path from 'node:path'
import { packClient } from './pack-client.ts'

const root = path.resolve(import.meta.dirname, '../..')
console.log(await packClient(root, path.resolve(process.argv[2] ?? '.')))
