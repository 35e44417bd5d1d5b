import express, { type Express } from 'express'
import { join } from 'node:path'

/** The addresses of screens; all are the one page. */
export const pages = ['/', '/j', '/table', '/console', '/plenary', '/merge', '/report', '/check', '/cards'] as const

/** Serves the built client. Files with a hash in their name never change; the page itself is always asked for. */
export function addPages(app: Express, clientDir: string): void {
  const assets = { dotfiles: 'deny', index: false, redirect: false, immutable: true, maxAge: '1y', fallthrough: false } as const
  app.use('/assets', express.static(join(clientDir, 'assets'), assets))
  app.get([...pages], (_request, response) => response.sendFile('index.html', { root: clientDir, cacheControl: false }))
  app.use(express.static(clientDir, { dotfiles: 'deny', index: false, redirect: false, cacheControl: false }))
}
