/** What one person may upload on one day: a hundred pictures an hour, for ten hours, and fifty of the largest files. */
export const mostFilesPerDay = 1000;
export const mostBytesPerDay = 5_368_709_120;
