import { common as commonEn } from './en/common.ts'
import { common as commonRu } from './ru/common.ts'
import { join as joinEn } from './en/join.ts'
import { join as joinRu } from './ru/join.ts'
import { table as tableEn } from './en/table.ts'
import { table as tableRu } from './ru/table.ts'
import { canvas as canvasEn } from './en/canvas.ts'
import { canvas as canvasRu } from './ru/canvas.ts'
import { console as consoleEn } from './en/console.ts'
import { console as consoleRu } from './ru/console.ts'
import { plenary as plenaryEn } from './en/plenary.ts'
import { plenary as plenaryRu } from './ru/plenary.ts'
import { mistakes as mistakesEn } from './en/mistakes.ts'
import { mistakes as mistakesRu } from './ru/mistakes.ts'
import { merge as mergeEn } from './en/merge.ts'
import { merge as mergeRu } from './ru/merge.ts'
import { reportScreen as reportScreenEn } from './en/reportScreen.ts'
import { reportScreen as reportScreenRu } from './ru/reportScreen.ts'
import { report as reportEn } from './en/report.ts'
import { report as reportRu } from './ru/report.ts'
import { figures as figuresEn } from './en/figures.ts'
import { figures as figuresRu } from './ru/figures.ts'
import { refusals as refusalsEn } from './en/refusals.ts'
import { refusals as refusalsRu } from './ru/refusals.ts'
import { words as wordsEn } from './en/words.ts'
import { words as wordsRu } from './ru/words.ts'
import { onTable as onTableEn } from './en/onTable.ts'
import { onTable as onTableRu } from './ru/onTable.ts'
import { onStatement as onStatementEn } from './en/onStatement.ts'
import { onStatement as onStatementRu } from './ru/onStatement.ts'
import { onChecklist as onChecklistEn } from './en/onChecklist.ts'
import { onChecklist as onChecklistRu } from './ru/onChecklist.ts'
import { onMatrix as onMatrixEn } from './en/onMatrix.ts'
import { onMatrix as onMatrixRu } from './ru/onMatrix.ts'
import { onTree as onTreeEn } from './en/onTree.ts'
import { onTree as onTreeRu } from './ru/onTree.ts'
import { onNetwork as onNetworkEn } from './en/onNetwork.ts'
import { onNetwork as onNetworkRu } from './ru/onNetwork.ts'
import { onMap as onMapEn } from './en/onMap.ts'
import { onMap as onMapRu } from './ru/onMap.ts'
import { onVote as onVoteEn } from './en/onVote.ts'
import { onVote as onVoteRu } from './ru/onVote.ts'
import { coverage as coverageEn } from './en/coverage.ts'
import { coverage as coverageRu } from './ru/coverage.ts'
import { onBlind as onBlindEn } from './en/onBlind.ts'
import { onBlind as onBlindRu } from './ru/onBlind.ts'
import { onBallot as onBallotEn } from './en/onBallot.ts'
import { onBallot as onBallotRu } from './ru/onBallot.ts'
import { onConsent as onConsentEn } from './en/onConsent.ts'
import { onConsent as onConsentRu } from './ru/onConsent.ts'
import { onWalk as onWalkEn } from './en/onWalk.ts'
import { onWalk as onWalkRu } from './ru/onWalk.ts'
import { onWall as onWallEn } from './en/onWall.ts'
import { onWall as onWallRu } from './ru/onWall.ts'
import { check as checkEn } from './en/check.ts'
import { check as checkRu } from './ru/check.ts'
import { onRoom as onRoomEn } from './en/onRoom.ts'
import { rules as rulesEn } from './en/rules.ts'
import { onRoom as onRoomRu } from './ru/onRoom.ts'
import { onAgenda as onAgendaEn } from './en/onAgenda.ts'
import { onAgenda as onAgendaRu } from './ru/onAgenda.ts'
import { onApart as onApartEn } from './en/onApart.ts'
import { onApart as onApartRu } from './ru/onApart.ts'
import { rules as rulesRu } from './ru/rules.ts'
import { onCards as onCardsEn } from './en/onCards.ts'
import { onCards as onCardsRu } from './ru/onCards.ts'
import { onArchive as onArchiveEn } from './en/onArchive.ts'
import { onArchive as onArchiveRu } from './ru/onArchive.ts'
import { onRegional as onRegionalEn } from './en/onRegional.ts'
import { onRegional as onRegionalRu } from './ru/onRegional.ts'
import { sheets as sheetsEn } from './en/sheets.ts'
import { sheets as sheetsRu } from './ru/sheets.ts'
import type { Language } from './language.ts'

/** Every text of the interface, by language and section. A section is registered here once for each language. */
export const catalogue = {
  en: {
    common: commonEn,
    join: joinEn,
    check: checkEn,
    table: tableEn,
    canvas: canvasEn,
    onTable: onTableEn,
    onStatement: onStatementEn,
    onChecklist: onChecklistEn,
    onMatrix: onMatrixEn,
    onTree: onTreeEn,
    onNetwork: onNetworkEn,
    onMap: onMapEn,
    onVote: onVoteEn,
    coverage: coverageEn,
    onBlind: onBlindEn,
    onBallot: onBallotEn,
    onConsent: onConsentEn,
    onWalk: onWalkEn,
    onWall: onWallEn,
    onRoom: onRoomEn,
    onAgenda: onAgendaEn,
    onApart: onApartEn,
    rules: rulesEn,
    onCards: onCardsEn,
    onArchive: onArchiveEn,
    onRegional: onRegionalEn,
    console: consoleEn,
    plenary: plenaryEn,
    merge: mergeEn,
    reportScreen: reportScreenEn,
    report: reportEn,
    sheets: sheetsEn,
    figures: figuresEn,
    refusals: refusalsEn,
    mistakes: mistakesEn,
    words: wordsEn,
  },
  ru: {
    common: commonRu,
    join: joinRu,
    check: checkRu,
    table: tableRu,
    canvas: canvasRu,
    onTable: onTableRu,
    onStatement: onStatementRu,
    onChecklist: onChecklistRu,
    onMatrix: onMatrixRu,
    onTree: onTreeRu,
    onNetwork: onNetworkRu,
    onMap: onMapRu,
    onVote: onVoteRu,
    coverage: coverageRu,
    onBlind: onBlindRu,
    onBallot: onBallotRu,
    onConsent: onConsentRu,
    onWalk: onWalkRu,
    onWall: onWallRu,
    onRoom: onRoomRu,
    onAgenda: onAgendaRu,
    onApart: onApartRu,
    rules: rulesRu,
    onCards: onCardsRu,
    onArchive: onArchiveRu,
    onRegional: onRegionalRu,
    console: consoleRu,
    plenary: plenaryRu,
    merge: mergeRu,
    reportScreen: reportScreenRu,
    report: reportRu,
    sheets: sheetsRu,
    figures: figuresRu,
    refusals: refusalsRu,
    mistakes: mistakesRu,
    words: wordsRu,
  },
} as const satisfies Record<Language, Record<string, Record<string, string>>>

type English = typeof catalogue.en
/** Name of a text: `section.key`. */
export type TextKey = { [Section in keyof English & string]: `${Section}.${keyof English[Section] & string}` }[keyof English & string]
