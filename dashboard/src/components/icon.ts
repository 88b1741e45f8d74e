import type { LucideIcon } from '@lucide/svelte';

/** An icon of the set that the dashboard uses. */
export type IconComponent = LucideIcon;
