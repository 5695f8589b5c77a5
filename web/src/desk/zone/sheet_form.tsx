/** sheet_form.tsx - what zone an application is about: its name, its host, its area. */

import type { JSX } from 'preact';
import { write } from '../service';
import { say } from '../texts';
import { tell } from '../ui/bar';
import { Field, FormBox, useForm } from '../ui/form';
import { fromHectares, inHectares, noNumbers } from './measures';
import type { Proposal } from './types';

interface Props {
  proposal: Proposal;
  reload: () => Promise<void>;
}

const or = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export function SheetForm({ proposal: { application, version, track, zone }, reload }: Props): JSX.Element {
  const form = useForm({
    initial: {
      name: zone?.name ?? '', zone: zone?.continues ?? '', host_kind: zone?.host_kind ?? 'division', host_name: zone?.host_name ?? '',
      host_code: zone?.host_code ?? '', area: inHectares(zone?.declared_m2 ?? null), outstanding_reason: zone?.outstanding_reason ?? '',
    },
    required: ['name'],
    named: { declared_m2: 'area' },
    async send(v) {
      const area = fromHectares(v.area);
      if (Number.isNaN(area)) throw noNumbers(['area']);
      await write('PUT', `/api/v1/applications/${application}/zone`, {
        name: v.name.trim(), zone: or(v.zone), host_kind: v.host_kind, host_name: or(v.host_name), host_code: or(v.host_code),
        declared_m2: area, outstanding_reason: or(v.outstanding_reason),
      }, version);
      await reload();
      tell(say('zoneSaved'));
    },
    stale: reload,
  });
  return (
    <FormBox form={form} label={say('zone')} button={say('save')}>
      <div class="row-fields">
        <Field form={form} name="name" label={say('zoneName')} need max={200} />
        <Field form={form} name="area" label={say('totalArea')} hint={say('inHectares')} max={20} />
        <Field form={form} name="host_kind" label={say('hostKind')} kind="select"
          options={[['division', say('hostDivision')], ['park', say('hostPark')], ['unknown', say('unknown')]]} />
        <Field form={form} name="host_name" label={say('hostName')} max={200} />
        <Field form={form} name="host_code" label={say('hostCode')} hint={say('hostCodeHint')} max={20} />
        <Field form={form} name="zone" label={say('continues')} hint={say('continuesHint')} max={64} />
      </div>
      {track === 'demo-zone' && <Field form={form} name="outstanding_reason" label={say('outstandingReason')} kind="area" max={4000} />}
    </FormBox>
  );
}
