/** Who may import whom (DESIGN.md section 8). Each rule's comment is the sentence a person reads when it is broken. */
module.exports = {
  forbidden: [
    { name: 'shared-is-pure', severity: 'error', comment: 'shared/ imports only shared/, Yjs and its protocols, the schema library and the texts library.', from: { path: '^shared' }, to: { pathNot: '^shared|node_modules/(yjs|y-protocols|lib0|zod|intl-messageformat)/' } },
    { name: 'yjs-stays-with-documents', severity: 'error', comment: 'In shared/ only fields, board and protocol know Yjs.', from: { path: '^shared', pathNot: '^shared/(fields|board|protocol)/' }, to: { path: 'node_modules/(yjs|y-protocols|lib0)/' } },
    { name: 'one-direction', severity: 'error', comment: 'merge, report and session never import board or protocol: work flows one way.', from: { path: '^shared/(merge|report|session)/' }, to: { path: '^shared/(board|protocol)/' } },
    { name: 'server-not-client', severity: 'error', comment: 'The server never imports the client.', from: { path: '^server' }, to: { path: '^client' } },
    { name: 'client-not-server', severity: 'error', comment: 'The client never imports the server.', from: { path: '^client' }, to: { path: '^server|^node:' } },
    { name: 'adapters-apart', severity: 'error', comment: 'Adapters of the server meet in main.ts and serve.ts; they do not import each other.', from: { path: '^server/(http|control|sync|storage|report|exercises)/' }, to: { path: '^server/(http|control|sync|storage|report|exercises)/', pathNot: '^server/$1/' } },
    { name: 'canvases-apart', severity: 'error', comment: 'A canvas knows no other canvas.', from: { path: '^client/canvases/([A-Z][A-Za-z]+)\\.svelte' }, to: { path: '^client/canvases/[A-Z][A-Za-z]+\\.svelte', pathNot: '^client/canvases/$1' } },
    { name: 'screens-apart', severity: 'error', comment: 'A screen knows no other screen.', from: { path: '^client/screens/([^/]+)/' }, to: { path: '^client/screens/', pathNot: '^client/screens/$1/' } },
    { name: 'ui-knows-no-domain', severity: 'error', comment: 'client/ui gets values and texts; it knows no domain.', from: { path: '^client/ui/' }, to: { path: '^(shared/(session|merge|board|exercise)|client/(screens|canvases|fields|connection|board))/' } },
    { name: 'express-in-http', severity: 'error', comment: 'Express is known only to server/http.', from: { path: '^server', pathNot: '^server/(http/|dev\\.ts)' }, to: { path: 'node_modules/express/' } },
    { name: 'socketio-in-control', severity: 'error', comment: 'socket.io is known only to server/control and main.', from: { path: '^server', pathNot: '^server/(control/|main\\.ts|serve\\.ts)' }, to: { path: 'node_modules/socket\\.io/' } },
    { name: 'ws-in-sync', severity: 'error', comment: 'ws is known only to server/sync, and to the control channel for its limits.', from: { path: '^server', pathNot: '^server/(sync|control)/' }, to: { path: 'node_modules/ws/' } },
    { name: 'sqlite-in-storage', severity: 'error', comment: 'node:sqlite is known only to server/storage.', from: { path: '^server', pathNot: '^server/storage/' }, to: { path: '^(node:)?sqlite$' } },
    { name: 'no-cycles', severity: 'error', comment: 'No cycles: a newcomer reads from one end.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nobody-imports-tests', severity: 'error', comment: 'Nobody imports tests.', from: { pathNot: '^tests' }, to: { path: '^tests' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extraExtensionsToScan: ['.svelte'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
