/** What the operator decides and is told of. */
export interface OperatorTexts {
  readonly otherServer: string;
  readonly userInstall: string;
}
