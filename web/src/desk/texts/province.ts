/** province.ts - what the provincial desk says. */

export const PROVINCE = {
  provincialDesk: ['省级工作台', 'Provincial desk'],
} as const;
