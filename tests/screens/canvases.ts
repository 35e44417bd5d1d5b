/**
 * For every canvas one step that shows it at work with a full sample: what `--canvases` takes pictures of.
 * Rating alone and comparing need several laptops at a table: they are scenes of `screenshots.ts` (`--only table-blind`).
 */
export const canvasSteps: Readonly<Record<string, { readonly exercise: string; readonly step: string }>> = {
  list: { exercise: 'response-mapping', step: 'resp-gaps' },
  columns: { exercise: 'swot', step: 'swot-collect' },
  grid: { exercise: 'stakeholders', step: 'stakeholders-place' },
  table: { exercise: 'logframe', step: 'logframe-table' },
  plan: { exercise: 'strategy-building', step: 'plan-actions' },
  matrix: { exercise: 'response-mapping', step: 'resp-fill' },
  strength: { exercise: 'response-mapping', step: 'resp-strength' },
  tree: { exercise: 'problem-tree', step: 'problem-draw' },
  vision: { exercise: 'strategy-building', step: 'plan-tree' },
  network: { exercise: 'actors-network', step: 'actors-connections' },
  map: { exercise: 'routes', step: 'routes-map' },
  statement: { exercise: 'strategy-building', step: 'plan-vision' },
  checklist: { exercise: 'strategy-building', step: 'plan-check' },
  dots: { exercise: 'priorities', step: 'priorities-dots' },
  ranking: { exercise: 'priorities', step: 'priorities-rank' },
}
