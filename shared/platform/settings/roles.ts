/** The app roles of the registration in Entra: each is the upper bound of what a person's tokens may carry. */
export const ROLES = ['Reader', 'Operator', 'Manager', 'Owner'] as const;
export type Role = (typeof ROLES)[number];
