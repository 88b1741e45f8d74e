import type { DocumentBlockParam, MessageParam, UserBlockParam } from '../../contract/operations.ts';
import {
  type FileContent,
  type FileMapper,
  fileInUrl,
  type RequestFile,
  refuseFileId,
  refuseNoData,
} from '../files.ts';

type Replace = (file: RequestFile) => FileContent;

/** Documents, also those within results. Documents whose source is text are no files. */
export const mapMessageFiles: FileMapper<MessageParam[]> = (messages, replace) =>
  messages.map((message, index) =>
    message.role === 'user' && typeof message.content !== 'string'
      ? { ...message, content: mapBlocks(message.content, `messages[${index}].content`, replace) }
      : message,
  );

function mapBlocks<Block extends UserBlockParam>(
  blocks: readonly Block[],
  param: string,
  replace: Replace,
): Block[] {
  return blocks.map((block, index): Block => {
    const own = `${param}[${index}]`;
    if (block.type === 'tool_result' && Array.isArray(block.content))
      return { ...block, content: mapBlocks(block.content, `${own}.content`, replace) };
    // A text or an image may stand wherever a document may.
    return block.type === 'document' ? (replaced(block, own, replace) as Block) : block;
  });
}

function replaced(block: DocumentBlockParam, param: string, replace: Replace): UserBlockParam {
  const { source, title, context } = block;
  switch (source.type) {
    case 'text':
    case 'content':
      return block;
    case 'url':
      return blockOf(replace(fileInUrl(source.url, title, `${param}.source.url`)), context);
    case 'file':
      throw refuseFileId(`${param}.source.file_id`);
    case 'base64': {
      const own = `${param}.source.data`;
      const { data, media_type: mediaType } = source;
      if (data === '' && !mediaType.startsWith('text/')) throw refuseNoData(own);
      return blockOf(replace({ data, mediaType, name: title, param: own }), context);
    }
  }
}

function blockOf(content: FileContent, context: string | null | undefined): UserBlockParam {
  if (content.type === 'text')
    return { type: 'text', text: context ? `${context}\n${content.text}` : content.text };
  const { mediaType, data } = content;
  return { type: 'image', source: { type: 'base64', media_type: mediaType, data } };
}
