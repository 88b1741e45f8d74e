import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { mockServer, refusing } from '../../mocks/server.ts';
import { session } from '../../state/session.svelte.ts';
import SignIn from './SignIn.svelte';

beforeEach(() => {
  session.state = 'signed-out';
});

async function submit(password: string): Promise<void> {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

it('signs in', async () => {
  render(SignIn);
  await submit('right');
  await expect.poll(() => session.state).toBe('signed-in');
});

it('says that the password is wrong, and empties the field', async () => {
  const error = { message: 'The password is wrong.', code: 'invalid_password' };
  mockServer.use(refusing('createSession', 401, error));
  render(SignIn);
  await submit('wrong');
  await expect.poll(() => screen.getByRole('alert').textContent).toBe('The password is wrong.');
  expect((screen.getByLabelText('Password') as HTMLInputElement).value).toBe('');
  expect(session.state).toBe('signed-out');
});

it('counts down until the next try is taken', async () => {
  const error = { message: 'Too many wrong passwords.', code: 'too_many_attempts', retryAfter: 8 };
  mockServer.use(refusing('createSession', 429, error));
  render(SignIn);
  await submit('wrong');
  const button = await screen.findByRole('button', { name: /Try again in [78] s/ });
  expect((button as HTMLButtonElement).disabled).toBe(true);
});
