import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';

/** The stage's bucket. */
export const bucket = process.env.FILES_BUCKET ?? '';

// S3 checks what it stores by itself; a checksum of our own would go into every signed link, where no browser can make use of it.
export const s3 = new S3Client({
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});

/** The answer, or null where S3 says that there is no such object. Any other failure is thrown. */
export async function orMissing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  });
}
