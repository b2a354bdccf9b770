import {
  editBody,
  editNumber,
  editAnnotation,
  editBase,
  editShape,
  editUse,
  addUse,
  removeUse,
  makeCircle,
  renameLocal,
  renameThing,
  swap,
  editTag,
  addOrRemoveTag,
  editSignature,
} from "./code-edits.js";
import {
  layOutAgain,
  touch,
  addThings,
  removeThing,
  moveThing,
  addFileWithThings,
  removeFile,
  renameFile,
  addSpareImport,
  removeSpareImport,
  bumpPackage,
  breakFile,
  mendFiles,
} from "./file-edits.js";
import type { Model } from "./model.js";
import type { Random } from "./random.js";

/** Changes a model; gives what it did, or nothing if it could do nothing. */
export type Edit = (model: Model, random: Random) => string | undefined;

/** Every kind of edit, with how often it is drawn. */
export const EDITS: readonly (readonly [weight: number, edit: Edit])[] = [
  [4, editBody],
  [4, editNumber],
  [2, editAnnotation],
  [3, editShape],
  [2, editUse],
  [2, editBase],
  [3, addUse],
  [2, removeUse],
  [2, makeCircle],
  [1, renameLocal],
  [1, renameThing],
  [1, layOutAgain],
  [1, swap],
  [1, touch],
  [2, addThings],
  [1, removeThing],
  [2, moveThing],
  [2, addFileWithThings],
  [1, removeFile],
  [1, renameFile],
  [1, addSpareImport],
  [1, removeSpareImport],
  [2, editTag],
  [1, addOrRemoveTag],
  [1, editSignature],
  [1, bumpPackage],
  [2, breakFile],
  [2, mendFiles],
];
