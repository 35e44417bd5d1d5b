import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { launchersFor, nativeFor, onlyBuild, targets } from '../../server/packaging/launchers.ts'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { dependencies?: Record<string, string> }>
}

test('for every target the native packages and the launchers are known', () => {
  for (const target of targets) {
    for (const name of nativeFor(target)) expect(lock.packages, target).toHaveProperty([`node_modules/${name}`])
    const [launcher] = launchersFor(target)
    // On any disk: nothing in it says where the folder lies.
    expect(launcher?.text).toMatch(target.startsWith('win') ? /cd \/d "%~dp0app"\r\n/ : /cd "\$here\/app"/)
  }
})

test('what is left out of a package is a dependency that the server does not name', () => {
  const own = Object.keys(lock.packages['']?.dependencies ?? {})
  for (const name of onlyBuild) expect(own).toContain(name)
})
