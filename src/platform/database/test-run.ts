/** Folder of the throw-away server of this test run; set by vitest's global setup. */
export const testFolderVariable = 'QUARTERDECK_TEST_FOLDER';
/** Address of a real server to test on instead, as a user who may create databases. */
export const testServerVariable = 'QUARTERDECK_TEST_DATABASE_URL';
