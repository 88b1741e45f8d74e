/** Which calls the client wants, whatever form it said so in. */
export type ToolChoice =
  | { readonly type: 'none' | 'auto' | 'required' }
  | { readonly type: 'named'; readonly name: string };

/** Whether an answer in text alone is not what was asked for. */
export function isCallRequired({ type }: ToolChoice): boolean {
  return type === 'required' || type === 'named';
}

/** What the model is told of a choice that it must follow. */
export function toolChoiceInstructions(choice: ToolChoice): readonly string[] {
  switch (choice.type) {
    case 'required':
      return ['You must answer with a call of at least one of the tools. Do not answer with text alone.'];
    case 'named':
      return [`You must answer with a call of the tool '${choice.name}'. Do not answer with text alone.`];
    default:
      return [];
  }
}
