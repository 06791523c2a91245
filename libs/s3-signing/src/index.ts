export { type GetOptions, type ObjectToGet, presignedGet } from './presigned-get.ts';
export { type Condition, type PresignedPost, type PostPolicy, presignedPost } from './presigned-post.ts';
