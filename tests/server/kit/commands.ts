/** One well-formed command of each name, without its name. */
export function sampleCommands(step: string) {
  return {
    'open-step': { step },
    'extend-step': { step, minutes: 1, group: null },
    'close-step': { step },
    show: { plenary: { shows: 'join' } },
    'hand-on': {
      exercise: 'nosuchone',
      cards: [{ kind: 'threat', title: { code: 'HE' }, from: { exercise: 'crime-mapping', cluster: 'a:b', groups: 1, of: 2 } }],
    },
    'name-group': { group: 'nosuchgroup', name: 'North' },
    'add-group': {},
    decide: { decision: 'd1', what: { act: 'set-aside', key: 'a:b' } },
    'undo-decision': { decision: 'd1' },
    'redo-decision': { decision: 'd1' },
    'answer-hand': { seat: 'nosuchseat' },
    'remove-seat': { seat: 'nobody' },
    'take-rapporteur': {},
    'set-seat': { name: 'Renamed', people: 2 },
    'raise-hand': {},
    'lower-hand': {},
    done: { step, done: true },
    'hand-in': { step },
    'take-back': { step },
    rate: { step, round: 1, rated: true, answers: [] },
    reveal: { step },
    'rate-again': { step },
    restore: { exercise: 'nosuchone', group: 'nosuchgroup', version: 1 },
    'undo-restore': { exercise: 'nosuchone', group: 'nosuchgroup' },
    'reveal-for': { step, group: null },
  }
}
