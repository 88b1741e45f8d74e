/** Prints what the checks of a run came to, each as it comes, and how many there were: what `.ci/run` adds up. */
export function createTally() {
  let passed = 0;
  let failed = 0;
  return {
    /** @param problem says what is wrong; anything falsy means that nothing is. */
    note(name, problem, remark) {
      if (problem) failed += 1;
      else passed += 1;
      const said = problem || remark;
      console.log(`${problem ? 'FAILED' : 'ok    '} ${name}${said ? `: ${said}` : ''}`);
    },
    /** Ends the process, with an error unless all passed and there was something to pass. */
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed > 0 || passed === 0 ? 1 : 0);
    },
  };
}
