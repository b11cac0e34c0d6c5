import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  Text,
  TextField,
} from 'react-aria-components';
import type { DeskWords } from '../../views/desk/desk-page.ts';
import { DeskError } from './client.ts';

/** Gives the page with its filters a name. `save` rejects with DeskError. */
export function SaveView({ words, save }: { words: DeskWords; save: (name: string) => Promise<void> }) {
  const [said, setSaid] = useState<string | null>(null);
  return (
    <DialogTrigger onOpenChange={() => setSaid(null)}>
      <Button>{words.save}</Button>
      <Modal className="modal" isDismissable>
        <Dialog className="dialog">
          {({ close }) => (
            <Form
              onSubmit={(event) => {
                event.preventDefault();
                const name = new FormData(event.currentTarget).get('name');
                save(typeof name === 'string' ? name : '').then(close, (error: unknown) => {
                  setSaid(error instanceof DeskError && error.why === 'full' ? words.saveFull : words.trouble);
                });
              }}
            >
              <Heading slot="title">{words.save}</Heading>
              <TextField name="name" isRequired maxLength={60} autoFocus>
                <Label>{words.saveName}</Label>
                <Input />
                <Text slot="description" className="hint">
                  {words.saveHint}
                </Text>
              </TextField>
              {said !== null && (
                <p role="alert" className="error">
                  {said}
                </p>
              )}
              <div className="buttons">
                <Button type="submit" className="primary">
                  {words.saveDo}
                </Button>
                <Button onPress={close}>{words.cancel}</Button>
              </div>
            </Form>
          )}
        </Dialog>
      </Modal>
    </DialogTrigger>
  );
}
