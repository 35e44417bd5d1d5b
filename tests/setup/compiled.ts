import { fileURLToPath } from 'node:url'

/** Workers, servers and threads find the modules that were compiled before, where `npm start` keeps them. */
export default function setup(): void {
  process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../../dist/compiled', import.meta.url))
}
