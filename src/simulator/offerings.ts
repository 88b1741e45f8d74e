/** Names that `system/init` lists; the real program offers these even without a terminal. */
export const slashCommands: readonly string[] = (
  'about agents btw login logout feedback branch subtask clear new commands compact copy corgi docs editor effort ' +
  'fast export help shortcuts hooks diff review insights kanban init mcp memory model marketplace plugins plan goal ' +
  'permissions crontab privacy profile security-settings quit rewind continue rename resume usage status add-dir ' +
  'context context-window theme tools output-style skills release-notes remote-env remote-control settings ' +
  'statusline tasks workflows vim voice setup-github upgrade'
).split(' ');

export const agents: readonly { readonly name: string; readonly description: string }[] = [
  { name: 'general-purpose', description: 'General-purpose agent for multi-step tasks.' },
  { name: 'Explore', description: 'Fast read-only search agent for locating code.' },
  { name: 'Plan', description: 'Architect agent for designing implementation plans.' },
];

export const capabilities: readonly string[] = [
  'interrupt_receipt_v1',
  'interrupt_cancel_queued_v1',
  'msg_lifecycle_v1',
  'session_rewind_v1',
  'background_tasks_v1',
  'side_question_v1',
  'custom_context_v1',
  'goal_v1',
  'goal_max_turns_v1',
  'skill_evolution_v1',
  'plan_mode_v1',
  'session_store_fork_barrier_v1',
  'byok_config_management_v1',
  'commands_changed_v1',
  'reload_skills_v1',
];
