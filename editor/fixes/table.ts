import { catalogue } from "../../transformer/diagnostics/catalogue.js";
import { constant } from "./constant.js";
import { entryTagSyntax, unknownInEntryTag } from "./entry-tag.js";
import { environment } from "./environment.js";
import { keyMethod } from "./key-method.js";
import { keyName } from "./key-name.js";
import { keyPaths } from "./key-paths.js";
import { keyTagAlone } from "./key-tag-alone.js";
import { lackingOption } from "./lacking-option.js";
import { misplacedTag } from "./misplaced-tag.js";
import { misspeltOption } from "./misspelt-option.js";
import { misspeltTag } from "./misspelt-tag.js";
import { bareValue, misspeltValue } from "./misspelt-value.js";
import { momentParameter } from "./moment-parameter.js";
import { optionOfOtherTag, uncopyableResult } from "./other-tag.js";
import { plainComment } from "./plain-comment.js";
import { prefixParameter, prefixVariable } from "./prefix.js";
import type { Fix } from "./proposal.js";
import { proseBehindTag } from "./prose-behind-tag.js";
import { receiverOption } from "./receiver-option.js";
import { sessionOption } from "./session-option.js";
import { repeatedOption, thisWithoutReceiver } from "./surplus-option.js";
import { conflictingTags, repeatedTag, tagsApart } from "./surplus-tag.js";

/** The ways out of each diagnostic, in the order in which an editor offers them. */
export const FIXES: ReadonlyMap<number, readonly Fix[]> = new Map([
  [catalogue.misspeltTag.code, [misspeltTag]],
  [catalogue.tagInPlainComment.code, [plainComment]],
  [catalogue.misplacedTag.code, [misplacedTag]],
  [catalogue.conflictingTags.code, [conflictingTags]],
  [catalogue.repeatedTag.code, [repeatedTag]],
  [catalogue.proseAfterTag.code, [proseBehindTag]],
  [catalogue.keyTagAlone.code, [keyTagAlone]],
  [catalogue.optionsSyntax.code, [bareValue]],
  [catalogue.unknownOption.code, [misspeltOption]],
  [catalogue.optionValue.code, [misspeltValue]],
  [catalogue.repeatedOption.code, [repeatedOption]],
  [catalogue.optionOfOtherKind.code, [optionOfOtherTag]],
  [catalogue.optionLacksOther.code, [lackingOption]],
  [catalogue.entryTagSyntax.code, [entryTagSyntax]],
  [catalogue.unknownInEntryTag.code, [unknownInEntryTag]],
  [catalogue.notConstant.code, [constant]],
  [catalogue.usesThis.code, [keyMethod, receiverOption]],
  [catalogue.thisWithoutReceiver.code, [thisWithoutReceiver]],
  [catalogue.assignsOuterVariable.code, [prefixVariable]],
  [catalogue.unhashableParameter.code, [prefixParameter, keyPaths]],
  [catalogue.dynamicParameter.code, [prefixParameter, keyPaths]],
  [catalogue.instanceParameter.code, [keyPaths, keyMethod, prefixParameter]],
  [catalogue.unhashableVariable.code, [prefixVariable]],
  [catalogue.unknownInKey.code, [keyName]],
  [catalogue.variableNotInKey.code, [prefixVariable]],
  [catalogue.uncopyableResult.code, [uncopyableResult]],
  [catalogue.tagsApart.code, [tagsApart]],
  [catalogue.readsEnvironment.code, [environment]],
  [catalogue.readsTime.code, [momentParameter]],
  [catalogue.readsRandom.code, [momentParameter]],
  [catalogue.callsSessionFunction.code, [sessionOption]],
]);
