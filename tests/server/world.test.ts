import { afterEach, expect, test, vi } from 'vitest'
import { realWorld } from '../../server/world.ts'
import { isZone } from '../../shared/session/zone.ts'

afterEach(() => vi.unstubAllEnvs())

test.for(['', ':nowhere', 'XYZ5', 'Asia/Tashkent'])(
  'a machine that is set to the zone "%s" names one in which dates can be told',
  (zone) => {
    vi.stubEnv('TZ', zone)
    expect(isZone(realWorld.zone())).toBe(true)
    expect(realWorld.zone()).toBe(zone === 'Asia/Tashkent' ? zone : 'UTC')
  },
)
