/** The report screen: language, preview, download. */
export const reportScreen = {
  title: 'Report',
  language: 'Language of the report',
  english: 'English',
  russian: 'Русский',
  download: 'Download Word document',
  writing: 'Writing the report',
  downloaded: 'The document is in your downloads.',
  attribution: 'Contributions are not attributed to tables or persons. Groups are renumbered.',
  preview: 'Preview of the report',
  fresh: 'The preview shows the session as it is now.',
  renew: 'Renew the preview',
  failed: 'The document could not be written: {why} Try again.',
  noConnection: 'the server did not answer.',
  toConsole: 'Console',
}
