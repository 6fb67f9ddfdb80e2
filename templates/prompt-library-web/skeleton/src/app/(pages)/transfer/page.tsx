import type { Metadata } from 'next';
import formStyles from '../../../forms/forms.module.css';
import { currentTexts } from '../../../i18n/server.ts';
import { requireUser } from '../../../session/user.ts';
import { ImportForm } from '../../../transfer/ImportForm.tsx';
import styles from '../../../transfer/transfer.module.css';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).transfer.title,
});

export default async function TransferPage() {
  await requireUser('/transfer');
  const { transfer } = await currentTexts();
  return (
    <>
      <h1>{transfer.title}</h1>
      <ImportForm />
      <section className={`${formStyles.form} ${formStyles.wide}`} aria-labelledby="export">
        <h2 id="export">{transfer.exportTitle}</h2>
        <p>{transfer.exportHint}</p>
        {(['own', 'visible'] as const).map(scope => (
          <p key={scope} className={styles.exports}>
            {transfer[scope]}
            {/* plain links: a file is not a page */}
            <a className="button" href={`/export?scope=${scope}&format=csv`}>
              CSV
            </a>
            <a className="button" href={`/export?scope=${scope}&format=json`}>
              JSON
            </a>
          </p>
        ))}
      </section>
    </>
  );
}
