/**
 * What can be wrong in an exercise's files or in a zip of them: what is wrong, then what to do. The file and the line
 * stand before the sentence; `where` is the place inside the file.
 */
export const mistakes = {
  inFile: '{file}: {says}',
  onLine: '{file}, line {line}: {says}',

  folderName: 'the folder’s name is not an id. Use 1 to 40 letters, digits, "_" or "-".',
  folderReserved: 'a folder of this name holds what all exercises share. Give your exercise another name.',
  fileMissing: 'the file is missing. Add it.',
  fileLarge: 'the file is larger than {most} MB. Make it smaller.',
  notYaml:
    'this is not YAML. {code, select, TAB_AS_INDENT {Tabs cannot indent. Use spaces.} DUPLICATE_KEY {The same name stands twice at one level. Remove or rename one of them.} BAD_INDENT {The indentation does not fit the lines around it, or a bracket above is not closed. Use as many spaces as they have, or close the bracket.} MISSING_CHAR {A quotation mark, bracket or colon is not closed or missing. Add it.} MULTILINE_IMPLICIT_KEY {A name before a colon must stand on one line. Join the lines, or put the text in quotes.} BLOCK_AS_IMPLICIT_KEY {There is a colon too many, or an entry that belongs on a line of its own. Put a text that holds a colon in quotes.} BAD_ALIAS {A text that begins with * must stand in quotes. Add them.} other {Look for a bracket, quote or colon that is missing or too many ({detail}). Correct the line.}}',
  aliases: 'the file repeats itself too often by aliases. Write the entries out.',
  notJson: 'this is not JSON. Make it anew by npm run map.',
  notGeojson: 'this is not JSON. Export it anew as GeoJSON.',

  unknownKeys:
    '{where, select, whole {the file} other {"{where}"}} has {keys}, which means nothing here. Correct the spelling or remove it.',
  wrongSort:
    '{where, select, whole {the file} other {"{where}"}} is missing or not of the right sort. Give it {expected, select, string {a text} number {a number} int {a whole number} boolean {true or false} array {a list} other {named entries}}.',
  tooSmall: '{where, select, whole {the file} other {"{where}"}} is too small or empty. The least is {least}.',
  tooBig: '{where, select, whole {the file} other {"{where}"}} is too large. The most is {most}.',
  wrongValue: '{where, select, whole {the file} other {"{where}"}} has a value that is not known. Use one of: {values}.',
  wrongType:
    '{where, select, whole {the file} other {"{where}"}} has a type that is not known. Fields are: {fields}. Canvases are: {canvases}. Correct the type.',
  notAName: '{where, select, whole {the file} other {"{where}"}} is not a name. Use 1 to 40 letters, digits, "_" or "-".',

  noWords: '"{where}" has no words. Write them.',
  scaleWords: '"{where}" needs {count, plural, one {# word} other {# words}}, one for each number. Write them from 1 up.',
  unknownName:
    '"{where}" names the {noun, select, field {field} kind {kind} vocabulary {vocabulary} map {map} rating {rating} choice {choice} dots {field of dots} code {code} other {name}} "{name}", which does not exist. {any, select, yes {Use one of: {known}.} other {There is none yet: add it, or leave the setting out.}}',
  cannotBeGiven:
    'cards of the kind "{kind}" can only be handed on when a choice or a line names them. Name such a field as its titleField.',
  codeTwice: 'the vocabulary "{vocabulary}" has the code "{code}" twice. Give each term its own code.',
  confidentialKey: 'the field "{field}" names cards or joins them, and cannot be confidential. Mark the whole kind, or another field.',
  stepTwice: 'the step id "{step}" stands twice. Give each step its own id.',
  nothingRated: 'the step "{step}" is to be rated blind, but "fill" names no field of type rating. Add one to "fill", or remove "rating".',
  nothingToFill:
    'the step "{step}" has fields to fill in, but "may" lets nobody add or change a card. Write change into "may", or leave "fill" empty.',
  reservedField: 'a field cannot be called "{field}": every card has its own {reserved}. Give the field another name.',
  startTwice: 'the start has the card "{card}" twice. Give each card its own id.',
  startWords:
    'words of the start stand in the texts, so that every table can read them. Move this to "{where}" in texts/en.yaml and texts/ru.yaml.',
  startNoField: '"{where}" is no card of the start, or no field of it that is written in words. Correct the name or remove it.',
  aloneTwice: 'the step "{step}" cannot be written alone and rated blind at once. Make two steps of it, or leave one of the settings out.',
  offTheMap: 'the kind "{kind}" has no field of type place, path or area on the map "{map}". Add one.',
  unmetNeed:
    'the canvas "{canvas}" needs the field "{field}" of the kind "{kind}" to be of one of these types: {types}. Name another field or change its type.',

  sampleKind: 'the card has the kind "{kind}", which does not exist. Use one of: {known}.',
  sampleField: '"{field}" is not a field of this kind. Correct the name or remove it.',
  sampleText: '"{field}" must be a text of at most {max, plural, one {# character} other {# characters}}.',
  sampleRating: '"{field}" must be a whole number from 1 to {of}, or unknown.',
  sampleChoices:
    '"{field}" must be a list of at most {max, plural, one {# code} other {# codes}} of "{from}"{own, select, yes {, or own words} other {}}.',
  sampleNumber:
    '"{field}" must be a number {least, select, none {} other {from {least} }}{most, select, none {} other {up to {most} }}with at most {decimals, plural, one {# decimal} other {# decimals}}.',
  sampleDots: '"{field}" must be a whole number of dots.',
  sampleFlag: '"{field}" must be true or false.',
  samplePeriod: '"{field}" must have a start and an end, each a month such as 2027-03.',
  samplePosition: '"{field}" must have an x and a y, each a number such as 2000.',
  samplePlace: '"{field}" must be the id of a place of the map "{map}", or a point with lon, lat and name.',
  samplePath: '"{field}" must be a list; each of its stops is the id of a place of the map "{map}", or a point with lon, lat and name.',
  sampleArea:
    '"{field}" must have states (each the id of a State of the map "{map}"), corners (each the id of a place of it, or a point with lon and lat) or a name.',
  sampleLink: '"{field}" must be the id of a card of the kind "{kind}" on the same board.',
  sampleLinks:
    '"{field}" must be a list of at most {max, plural, one {# id} other {# ids}} of cards of the kind "{kind}" on the same board.',
  sampleChoice: '"{field}" must be a code of "{from}"{own, select, yes {, or own words} other {}}.',

  placeTwice: 'the id "{place}" stands twice. Give each place its own id.',
  placeState: '"{place}" names the State "{state}", which region.yaml does not have. Add it there.',
  placeOutside: '"{place}" lies outside the box of region.yaml. Correct "at" (longitude, then latitude).',

  boundariesMissing: 'the profile "own" needs the file boundaries.geojson in this folder. Add it, or use un or none.',
  boundariesNoLine: '"{where}" is no line and no polygon. Leave only LineString, MultiLineString, Polygon and MultiPolygon in the file.',
  boundariesDegrees: '"{where}" has a coordinate that is no longitude and latitude in degrees. Export the file in WGS 84 (EPSG:4326).',
  boundariesLarge:
    '"{where}" makes the file too large: at most {lines, plural, one {# line} other {# lines}} with {points, plural, one {# point} other {# points}}. Simplify it.',
  boundariesElsewhere: 'the file holds no line within the box of region.yaml. Give it the boundaries of this region.',

  agendaSteps: 'a line has steps but no exercise. Name the exercise.',
  agendaExercise: 'the exercise "{exercise}" does not exist. Correct the name.',
  agendaStep: 'the exercise "{exercise}" has no step "{step}". Correct the name.',
  agendaAssemble: 'the exercise "{exercise}" cannot be shared out by "{field}": it has no such choice or link. Correct the name.',

  notZip: 'this is not a zip file. Choose the folder of your exercise, make a zip of it, and upload that.',
  zipDamaged: 'the zip file is damaged or was put together in an unusual way. Make it anew with the file manager of your computer.',
  zipLocked: 'the zip file is locked with a password. Make it anew without one.',
  zipMany: 'the zip file holds more than {most} files and folders. Leave out what does not belong to the exercise.',
  zipMuch: 'unpacked, the zip file is larger than {most} MB. Leave out what does not belong to the exercise.',
  zipRatio: 'with this file the zip unpacks to more than {most} times its size, as texts never do. Leave out what is no text.',
  zipLies: 'the file is not what the zip says about it. Make the zip anew with the file manager of your computer.',
  tooSlow:
    'the files could not be read within {seconds, plural, one {# second} other {# seconds}}. Make the exercise smaller: fewer or shorter vocabularies and boards.',
  tooHeavy: 'the files take more memory than an exercise may need, or are nested too deeply. Make the exercise smaller and simpler.',
  pathLeadsOut: 'this name leads out of the folder. Make a zip of the exercise’s folder alone.',
  pathAbsolute: 'this name begins at a drive or at the root. Make a zip of the exercise’s folder alone.',
  pathBackslash: 'this name holds a backslash. Make the zip anew with the file manager of your computer.',
  pathLetters: 'this name has signs that not every computer can keep. Rename it with letters a to z, digits, "_", "-" and a dot.',
  pathDeep: 'this lies too many folders deep. Put it higher up.',
  pathTwice: 'this name stands twice in the zip. Leave one of them out; large and small letters count as the same.',
  linkInZip: 'this is a link to something else and not a file. Put the file itself into the folder.',
  nestedZip: 'this is an archive inside the archive. Unpack it, or leave it out.',
  wrongFile: 'files of this sort have no place in an exercise. Leave it out; what may stand there ends in {endings}.',
  notText: 'this is not a text in UTF-8. Open it in your editor and save it as UTF-8.',
  noExercise: 'there is no exercise.yaml in the zip. Make a zip of the folder in which it lies.',
  twoFolders: 'the zip holds more than one exercise or files beside its folder. Make a zip of one exercise’s folder alone.',
  boundariesNotJson: 'this is no GeoJSON file. Export the boundaries as GeoJSON in UTF-8.',
  boundariesEmpty: 'the file holds no line. Export the boundaries as lines or polygons.',
} as const
