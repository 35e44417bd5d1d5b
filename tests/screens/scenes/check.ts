import { everywhere, see, type Scene } from './scene.ts'

/** The check of the room. */
export const checkScenes: readonly Scene[] = [
  { name: 'room-check', hat: 'facilitator', room: null, path: '/check', sizes: everywhere, until: see('main li') },
  { name: 'room-check-device', hat: 'nobody', room: null, path: '/check#no-key', sizes: ['phone'], until: see('main [role=alert]') },
]
