import type { ChatCompletionMessageContent, CreateChatCompletionRequest } from '../../contract/operations.ts';
import {
  type FileContent,
  type FileMapper,
  imageUrlOf,
  type RequestFile,
  refuseFileId,
  refuseNoData,
} from '../files.ts';

type Part = Exclude<ChatCompletionMessageContent, string | null>[number];
type FilePart = Extract<Part, { type: 'file' }>;

export const mapChatFiles: FileMapper<CreateChatCompletionRequest['messages']> = (messages, replace) =>
  messages.map((message, index) => {
    const { content } = message;
    if (!Array.isArray(content) || content.every(({ type }) => type !== 'file')) return message;
    const parts = content.map((part, at) =>
      part.type === 'file' ? partOf(replace(fileOf(part, `messages[${index}].content[${at}].file`))) : part,
    );
    return { ...message, content: parts };
  });

function fileOf({ file }: FilePart, param: string): RequestFile {
  if (file.file_data) return { data: file.file_data, name: file.filename, param: `${param}.file_data` };
  throw file.file_id ? refuseFileId(`${param}.file_id`) : refuseNoData(`${param}.file_data`);
}

function partOf(content: FileContent): Part {
  if (content.type === 'text') return content;
  return { type: 'image_url', image_url: { url: imageUrlOf(content) } };
}
