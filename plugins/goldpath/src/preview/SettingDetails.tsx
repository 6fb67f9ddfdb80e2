import Typography from '@material-ui/core/Typography';

interface Props {
  /** from `Plan.settings`: Markdown without anything but code */
  description: readonly string[];
}

/** Where a secret or a variable is set and its value, one paragraph for each place. */
export function SettingDetails({ description }: Props) {
  return (
    <>
      {description.map(text => (
        <Typography key={text} variant="body2" color="textSecondary">
          {text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
        </Typography>
      ))}
    </>
  );
}
