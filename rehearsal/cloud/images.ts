import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { x } from 'tinyexec';

/** An image: its archive, and the built service in it. */
export interface Image {
  /** `sha256:...` */
  digest: string;
  /** an OCI archive */
  archive: string;
  /** the folder of the built service */
  folder: string;
}

/** The images by digest. */
export type Images = Map<string, Image>;

const types = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
};

/**
 * Packs the compiled code of a service as an OCI archive (https://github.com/opencontainers/image-spec), which a registry accepts.
 * It has no operating system: tasks of the rehearsal run on this machine.
 *
 * @param folder - of a built service
 * @param archive - the file to write
 */
export async function packImage(folder: string, archive: string): Promise<Image> {
  const layout = await mkdtemp(path.join(tmpdir(), 'goldpath-image-'));
  try {
    const store = async (content: Buffer) => {
      const digest = createHash('sha256').update(content).digest('hex');
      await mkdir(path.join(layout, 'blobs', 'sha256'), { recursive: true });
      await writeFile(path.join(layout, 'blobs', 'sha256', digest), content);
      return { digest: `sha256:${digest}`, size: content.length };
    };
    const json = (value: object) => store(Buffer.from(JSON.stringify(value)));
    const layer = await store(await layerOf(folder, layout));
    const rootfs = { type: 'layers', diff_ids: [layer.digest] };
    const config = await json({ architecture: 'amd64', os: 'linux', config: {}, rootfs });
    const manifest = await json({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: { mediaType: types.config, ...config },
      layers: [{ mediaType: types.layer, ...layer }],
    });
    const index = { schemaVersion: 2, manifests: [{ mediaType: types.manifest, ...manifest }] };
    await writeFile(path.join(layout, 'index.json'), JSON.stringify(index));
    await writeFile(path.join(layout, 'oci-layout'), '{ "imageLayoutVersion": "1.0.0" }');
    await tar('-cf', archive, '-C', layout, 'blobs', 'index.json', 'oci-layout');
    return { digest: manifest.digest, archive, folder };
  } finally {
    await rm(layout, { recursive: true, force: true });
  }
}

/** The compiled code as a tar file, which is the same for the same code. */
async function layerOf(folder: string, temporary: string): Promise<Buffer> {
  const file = path.join(temporary, 'layer.tar');
  await tar(
    '--sort=name',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '-cf',
    file,
    '-C',
    folder,
    'dist',
    'prisma',
  );
  const content = await readFile(file);
  await rm(file);
  return content;
}

async function tar(...args: string[]): Promise<void> {
  await x('tar', args, { throwOnError: true });
}
