/** Where the photos of a log are: by the centre for who reads its log, by an evaluation for who reads that. [AL12] */
export const filesAt = (centre: string): string => `/centres/${centre}/activity-files`;
export const filesBy = (evaluation: string): string => `/evaluations/${evaluation}/activity-files`;
