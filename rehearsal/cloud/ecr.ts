import { ok, type Operation, refused } from './aws.ts';
import type { Registry } from './registry.ts';

interface ImageId {
  imageDigest?: string;
  imageTag?: string;
}

interface Input {
  repositoryName: string;
  imageIds?: ImageId[];
  imageId?: ImageId;
}

/** A vulnerability in the answer of a scan. */
export interface Finding {
  name: string;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
}

/**
 * The operations of Amazon ECR that the scripts call, answered from a registry
 * (https://docs.aws.amazon.com/AmazonECR/latest/APIReference, looked up 2026-11-28).
 *
 * @param findings - of the scan, by digest; an image without an entry has none
 */
export function ecrOperations(
  registry: Registry,
  findings: Map<string, Finding[]>,
): Record<string, Operation> {
  const parse = (input: Record<string, unknown>) => input as unknown as Input;
  return {
    async DescribeImages(input) {
      const { repositoryName, imageIds } = parse(input);
      const stored = await imagesOf(registry, repositoryName);
      if (!imageIds) return ok({ imageDetails: stored });
      const found = imageIds.map(id => stored.find(image => isSame(image, id)));
      const missing = imageIds.find((_, index) => !found[index]);
      if (missing)
        return refused('ImageNotFoundException', `The image ${JSON.stringify(missing)} does not exist.`);
      return ok({ imageDetails: found });
    },
    async ListImages(input) {
      const { repositoryName } = parse(input);
      const stored = await imagesOf(registry, repositoryName);
      const ids = stored.map(({ imageDigest, imageTags }) => ({ imageDigest, imageTag: imageTags[0] }));
      return ok({ imageIds: ids });
    },
    async BatchGetImage(input) {
      const { repositoryName, imageIds = [] } = parse(input);
      const answers = await Promise.all(
        imageIds.map(async id => ({ id, answer: await manifest(registry, repositoryName, referenceOf(id)) })),
      );
      const missing = answers.filter(({ answer }) => !answer.ok);
      const found = answers.filter(({ answer }) => answer.ok);
      return ok({
        images: await Promise.all(
          found.map(async ({ id, answer }) => ({ imageId: id, imageManifest: await answer.text() })),
        ),
        failures: missing.map(({ id }) => ({ imageId: id, failureCode: 'ImageNotFound' })),
      });
    },
    async BatchDeleteImage(input) {
      const { repositoryName, imageIds = [] } = parse(input);
      for (const id of imageIds) await manifest(registry, repositoryName, referenceOf(id), 'DELETE');
      return ok({ imageIds, failures: [] });
    },
    DescribeImageScanFindings(input) {
      const found = findings.get(parse(input).imageId?.imageDigest ?? '') ?? [];
      return ok({ imageScanStatus: { status: 'COMPLETE' }, imageScanFindings: { findings: found } });
    },
  };
}

interface StoredImage {
  repositoryName: string;
  imageDigest: string;
  imageTags: string[];
  /** seconds since 1970; the registry does not keep it */
  imagePushedAt: number;
}

const referenceOf = ({ imageDigest, imageTag }: ImageId) => imageDigest ?? imageTag ?? '';

const isSame = ({ imageDigest, imageTags }: StoredImage, id: ImageId) =>
  id.imageDigest ? imageDigest === id.imageDigest : imageTags.includes(id.imageTag ?? '');

/** The images of a repository that have a tag. */
async function imagesOf(registry: Registry, repository: string): Promise<StoredImage[]> {
  const response = await fetch(`${registry.url}/v2/${repository}/tags/list`);
  if (!response.ok) return [];
  const { tags } = (await response.json()) as { tags: string[] | null };
  const byDigest = new Map<string, string[]>();
  for (const tag of tags ?? []) {
    const answer = await manifest(registry, repository, tag, 'HEAD');
    const digest = answer.headers.get('docker-content-digest');
    if (answer.ok && digest) byDigest.set(digest, [...(byDigest.get(digest) ?? []), tag]);
  }
  return [...byDigest].map(([imageDigest, imageTags]) => ({
    repositoryName: repository,
    imageDigest,
    imageTags,
    imagePushedAt: 0,
  }));
}

function manifest(
  registry: Registry,
  repository: string,
  reference: string,
  method = 'GET',
): Promise<Response> {
  const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json';
  return fetch(`${registry.url}/v2/${repository}/manifests/${reference}`, {
    method,
    headers: { Accept: accept },
  });
}
