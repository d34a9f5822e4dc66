/** Something a person has to put right. Its message is all that is printed: no stack. */
export class Halt extends Error {}
