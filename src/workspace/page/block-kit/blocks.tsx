import { useWords } from '../words/words.ts';
import { DataTableBlock } from './data-table.tsx';
import { Element, Field, Picture } from './elements.tsx';
import { AlertBlock, ChartBlock, ContainerBlock, PlanBlock, TableBlock } from './newer-blocks.tsx';
import { RichText } from './rich-text.tsx';
import { type Block, type BlockOf, readBlocks } from './schema.ts';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

/** Draws blocks in their order; needs a `SurfaceProvider` around it. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <BlockView key={`${block.block_id}-${block.type}`} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  const { say } = useWords();
  const surface = useSurface();
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header': {
      const Heading = surface.headingLevel === 2 ? 'h2' : 'h3';
      return (
        <Heading className="block-header">
          <Text text={block.text} />
        </Heading>
      );
    }
    case 'context':
      return (
        <div className="block-context">
          {block.elements.map((element, index) =>
            element.type === 'image' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity of their own
              <Picture key={index} url={element.image_url} alt={element.alt_text} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity of their own
              <span key={index} className="block-text">
                <Text text={element} />
              </span>
            ),
          )}
        </div>
      );
    case 'divider':
      return <hr className="block-divider" />;
    case 'actions':
      return (
        <div className="block-actions">
          {block.elements.map((element, index) => (
            <Element key={element.action_id || index} element={element} blockId={block.block_id} />
          ))}
        </div>
      );
    case 'rich_text':
      return (
        <div className="block-text block-rich">
          <RichText parts={block.elements} />
        </div>
      );
    case 'image':
      return (
        <figure className="block-image">
          {block.title && (
            <figcaption>
              <Text text={block.title} />
            </figcaption>
          )}
          <Picture url={block.image_url} alt={block.alt_text} />
        </figure>
      );
    case 'input':
      return <Input block={block} />;
    case 'container': {
      const inside = readBlocks(block.child_blocks);
      return (
        <ContainerBlock block={block}>
          {inside.map((child) => (
            <BlockView key={child.block_id} block={child} />
          ))}
        </ContainerBlock>
      );
    }
    case 'alert':
      return <AlertBlock block={block} />;
    case 'plan':
      return <PlanBlock block={block} />;
    case 'table':
      return <TableBlock block={block} label={say('messages.table')} />;
    case 'data_table':
      return <DataTableBlock block={block} />;
    case 'data_visualization':
      return <ChartBlock block={block} />;
    case 'unknown':
      return <p className="block-unknown">{say('messages.unknownBlock', { kind: block.kind })}</p>;
  }
}

function Section({ block }: { block: BlockOf<'section'> }) {
  return (
    <div className="block-section">
      <div className="block-section-body">
        {block.text && (
          <div className="block-text">
            <Text text={block.text} />
          </div>
        )}
        {block.fields && (
          <div className="block-fields">
            {block.fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity of their own
              <div key={index} className="block-text">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className="block-accessory">
          <Element element={block.accessory} blockId={block.block_id} />
        </div>
      )}
    </div>
  );
}

function Input({ block }: { block: BlockOf<'input'> }) {
  const surface = useSurface();
  const { say } = useWords();
  const id = `${surface.domPrefix}-${block.block_id}`;
  const error = surface.errors[block.block_id];
  const grouped = block.element.type === 'radio_buttons' || block.element.type === 'checkboxes';
  const described = [error ? `${id}-error` : '', block.hint ? `${id}-hint` : '']
    .filter((part) => part !== '')
    .join(' ');
  const label = (
    <>
      <Text text={block.label} /> {block.optional && <span className="muted">{say('form.optional')}</span>}
    </>
  );
  return (
    <div className="block-input" data-invalid={error ? 'yes' : undefined} data-block={block.block_id}>
      {grouped ? (
        <span id={`${id}-label`} className="field-label">
          {label}
        </span>
      ) : (
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
      )}
      <Field
        element={block.element}
        ties={{
          id,
          blockId: block.block_id,
          ...(grouped ? { label: block.label.text } : {}),
          describedBy: described || undefined,
          invalid: error !== undefined,
          required: !block.optional,
          form: { dispatches: block.dispatch_action ?? false },
        }}
      />
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {block.hint && (
        <p id={`${id}-hint`} className="field-hint">
          <Text text={block.hint} />
        </p>
      )}
    </div>
  );
}
