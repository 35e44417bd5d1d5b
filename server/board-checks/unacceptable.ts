/** What came from outside is not as it may be, and is refused. Whatever else is thrown over it is a mistake of ours. */
export class Unacceptable extends Error {}
