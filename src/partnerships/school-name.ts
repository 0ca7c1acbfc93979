/** What of a school is shown in lists. */
export const SCHOOL_NAME = { urn: true, name: true, town: true, region: true, localAuthority: true } as const;
