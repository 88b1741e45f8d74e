import type { InputContent } from '../../contract/operations.ts';
import {
  type FileContent,
  type FileMapper,
  fileInUrl,
  imageUrlOf,
  type RequestFile,
  refuseFileId,
  refuseNoData,
} from '../files.ts';
import type { InputEntry } from './history.ts';

type FilePart = Extract<InputContent, { type: 'input_file' }>;
type Replace = (file: RequestFile) => FileContent;

/** Of messages, and of the outputs of calls. */
export const mapInputFiles: FileMapper<readonly InputEntry[]> = (entries, replace) =>
  entries.map((entry) => {
    const { item, param } = entry;
    switch (item.type) {
      case 'message':
        if (typeof item.content === 'string') return entry;
        return {
          param,
          item: { ...item, content: mapParts(item.content, `${param}.content`, replace) },
        };
      case 'function_call_output':
      case 'custom_tool_call_output':
        if (typeof item.output === 'string') return entry;
        return { param, item: { ...item, output: mapParts(item.output, `${param}.output`, replace) } };
      default:
        return entry;
    }
  });

function mapParts(parts: readonly InputContent[], param: string, replace: Replace): InputContent[] {
  return parts.map((part, index) =>
    part.type === 'input_file' ? partOf(replace(fileOf(part, `${param}[${index}]`))) : part,
  );
}

function fileOf(part: FilePart, param: string): RequestFile {
  const { filename: name, file_data: data, file_url: url, file_id: id } = part;
  if (data) return { data, name, param: `${param}.file_data` };
  if (url) return fileInUrl(url, name, `${param}.file_url`);
  throw id ? refuseFileId(`${param}.file_id`) : refuseNoData(`${param}.file_data`);
}

function partOf(content: FileContent): InputContent {
  if (content.type === 'text') return { type: 'input_text', text: content.text };
  return { type: 'input_image', image_url: imageUrlOf(content) };
}
