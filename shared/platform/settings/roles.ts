/** The app roles in Entra. Each is the upper bound of what a person's tokens may do. */
export const ROLES = ['Reader', 'Operator', 'Manager', 'Owner'] as const;
export type Role = (typeof ROLES)[number];
